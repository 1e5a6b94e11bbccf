package io.holdfast.server.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Secrets of programs and applications: 256 random bits behind a prefix that says what they are. Since they cannot be
 * guessed, a plain SHA-256 is enough to keep them by.
 */
final class Secret {
    static final String SDK_PREFIX = "hf_sdk_";
    static final String API_PREFIX = "hf_api_";

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SHOWN = 12;

    private Secret() {}

    static String generate(String prefix) {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** The first characters, which tell secrets apart without giving them away. */
    static String shown(String secret) {
        return secret.substring(0, Math.min(SHOWN, secret.length()));
    }
}
