package io.holdfast.server.report;

import io.holdfast.api.SdkApi;
import io.holdfast.api.model.Report;
import io.holdfast.server.access.SdkEnvironment;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ReportsController implements SdkApi {
    private final Reports reports;
    private final SdkEnvironment environment;

    ReportsController(Reports reports, SdkEnvironment environment) {
        this.reports = reports;
        this.environment = environment;
    }

    @Override
    public ResponseEntity<Void> report(Report report) {
        reports.take(environment.get(), report);
        return ResponseEntity.noContent().build();
    }
}
