package io.holdfast.server.flag;

import io.holdfast.api.SegmentsApi;
import io.holdfast.api.model.Segment;
import io.holdfast.api.model.SegmentCreate;
import io.holdfast.api.model.SegmentPage;
import io.holdfast.api.model.SegmentUpdate;
import io.holdfast.server.audit.Versions;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

@RestController
class SegmentsController implements SegmentsApi {
    private final Segments segments;

    SegmentsController(Segments segments) {
        this.segments = segments;
    }

    @Override
    public ResponseEntity<SegmentPage> listSegments(@Nullable String project, @Nullable String cursor, Integer limit) {
        return ResponseEntity.ok(segments.list(project, cursor, limit));
    }

    @Override
    public ResponseEntity<Segment> createSegment(SegmentCreate wanted) {
        Segment created = segments.create(wanted);
        return ResponseEntity.created(URI.create("/api/v1/segments/" + created.getKey()))
                .eTag(Versions.etag(created.getVersion()))
                .body(created);
    }

    @Override
    public ResponseEntity<Segment> getSegment(String key) {
        return tagged(segments.get(key));
    }

    @Override
    public ResponseEntity<Segment> updateSegment(String key, SegmentUpdate wanted, @Nullable String ifMatch) {
        return tagged(segments.update(key, wanted, ifMatch));
    }

    @Override
    public ResponseEntity<Void> deleteSegment(String key, @Nullable String ifMatch) {
        segments.delete(key, ifMatch);
        return ResponseEntity.noContent().build();
    }

    private static ResponseEntity<Segment> tagged(Segment segment) {
        return ResponseEntity.ok().eTag(Versions.etag(segment.getVersion())).body(segment);
    }
}
