package io.holdfast.server.report;

import io.holdfast.api.InstancesApi;
import io.holdfast.api.model.InstanceList;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

@RestController
class InstancesController implements InstancesApi {
    private final Instances instances;

    InstancesController(Instances instances) {
        this.instances = instances;
    }

    @Override
    public ResponseEntity<InstanceList> listInstances(String environment) {
        return ResponseEntity.ok(new InstanceList(instances.list(environment)));
    }
}
