package io.holdfast.server.operations;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The API description, and the console's one page for each of its addresses. */
@RestController
class PagesController {
    private static final MediaType YAML = MediaType.parseMediaType("application/yaml");

    private final Resource description = new ClassPathResource("META-INF/holdfast/openapi.yaml");
    private final Resource console = new ClassPathResource("META-INF/resources/index.html");

    @GetMapping("/openapi.yaml")
    ResponseEntity<Resource> description() {
        return ResponseEntity.ok()
                .contentType(YAML)
                .cacheControl(CacheControl.noCache())
                .body(description);
    }

    /** Addresses inside the console are deep links into its one page. */
    @GetMapping(
            path = {"/", "/flags/**", "/sign-in"},
            produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<Resource> console() {
        return ResponseEntity.ok()
                .contentType(MediaType.TEXT_HTML)
                .cacheControl(CacheControl.noCache())
                .body(console);
    }
}
