package io.holdfast.server.access;

/** A key or token was revoked on this node; published in the transaction that revokes it. */
public record CredentialRevoked(String id) {}
