package io.holdfast.server.access;

import io.holdfast.api.KeysApi;
import io.holdfast.api.model.Credential;
import io.holdfast.api.model.CredentialList;
import io.holdfast.api.model.SdkKeyCreate;
import io.holdfast.api.model.TokenCreate;
import java.net.URI;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

@RestController
class KeysController implements KeysApi {
    private final Credentials credentials;

    KeysController(Credentials credentials) {
        this.credentials = credentials;
    }

    @Override
    public ResponseEntity<CredentialList> listSdkKeys(String environment) {
        return ResponseEntity.ok(new CredentialList(credentials.sdkKeys(environment)));
    }

    @Override
    public ResponseEntity<Credential> createSdkKey(String environment, SdkKeyCreate wanted) {
        Credential created = credentials.createSdkKey(environment, wanted.getName());
        return created("/api/v1/environments/" + environment + "/sdk-keys/", created);
    }

    @Override
    public ResponseEntity<Void> revokeSdkKey(String environment, UUID key) {
        credentials.revoke(key, environment);
        return ResponseEntity.noContent().build();
    }

    @Override
    public ResponseEntity<CredentialList> listTokens() {
        return ResponseEntity.ok(new CredentialList(credentials.tokens()));
    }

    @Override
    public ResponseEntity<Credential> createToken(TokenCreate wanted) {
        Credential created = credentials.createToken(wanted.getName(), wanted.getRole(), wanted.getExpiresAt());
        return created("/api/v1/tokens/", created);
    }

    @Override
    public ResponseEntity<Void> revokeToken(UUID token) {
        credentials.revoke(token, null);
        return ResponseEntity.noContent().build();
    }

    private static ResponseEntity<Credential> created(String path, Credential credential) {
        return ResponseEntity.created(URI.create(path + credential.getId()))
                .header("Cache-Control", "no-store")
                .body(credential);
    }
}
