package io.holdfast.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a flip takes to be enforced: sets a hold and releases it, many times, while a visitor books without pause, and
 * measures until the first booking that is refused, or goes through again. Works against a running server and demo.
 */
public final class Flips {
    private static final PrintStream OUT = System.out;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BETWEEN = Duration.ofMillis(50);
    private static final int REFUSED = 503;
    private static final int BOOKED = 201;
    private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"([^\"]+)\"");
    private static final String BOOKING = "{\"listing\":\"%s\",\"guest\":\"Flip\"}";

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final String holds;
    private final HttpRequest booking;
    private final String token;

    private Flips(String server, String demo, String token) throws IOException, InterruptedException {
        this.holds = server + "/api/v1/environments/production/holds";
        this.token = token;
        this.booking = json(demo + "/api/bookings", BOOKING.formatted(firstListing(demo)));
    }

    /** Arguments: server's address, demo's address, the file with the operator's headers, and how many flips. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        String token = bearer(Path.of(arguments[2]));
        int count = Integer.parseInt(arguments[3]);
        Flips flips = new Flips(arguments[0], arguments[1], token);
        flips.waitUntilOpen();
        for (int i = 0; i < 10; i++) {
            flips.flip(); // Not counted: both programs compile what they run often.
        }
        Flip[] measured = new Flip[count];
        for (int i = 0; i < count; i++) {
            measured[i] = flips.flip();
        }
        print("hold: sent to first refusal", measured, Flip::holdSentNanos);
        print("hold: answered to first refusal", measured, Flip::holdAnsweredNanos);
        print("release: sent to first booking", measured, Flip::releaseSentNanos);
        print("release: answered to first booking", measured, Flip::releaseAnsweredNanos);
    }

    /** A demo that has just been started may begin with an older posture. */
    private void waitUntilOpen() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (book() != BOOKED && System.nanoTime() < deadline) {
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
    }

    /** One hold and its release, in nanoseconds. Negative where the effect came before the call's answer. */
    private record Flip(long holdSentNanos, long holdAnsweredNanos, long releaseSentNanos, long releaseAnsweredNanos) {}

    private Flip flip() throws IOException, InterruptedException {
        LockSupport.parkNanos(BETWEEN.toNanos());
        CompletableFuture<Long> refused = bookUntil(REFUSED);
        Call hold = call(json(holds, "{\"reason\":\"Measuring flips\"}"));
        long refusedAt = await(refused);
        CompletableFuture<Long> booked = bookUntil(BOOKED);
        Call release = call(json(holds + "/" + id(hold.body()) + "/release", ""));
        long bookedAt = await(booked);
        return new Flip(
                refusedAt - hold.sentNanos(),
                refusedAt - hold.answeredNanos(),
                bookedAt - release.sentNanos(),
                bookedAt - release.answeredNanos());
    }

    private record Call(long sentNanos, long answeredNanos, String body) {}

    private Call call(HttpRequest request) throws IOException, InterruptedException {
        long sent = System.nanoTime();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        long answered = System.nanoTime();
        if (response.statusCode() / 100 != 2) {
            throw new IOException(request.uri() + " answered " + response.statusCode() + ": " + response.body());
        }
        return new Call(sent, answered, response.body());
    }

    /** Books one after the other on a thread of its own; completes with the time of the first answer {@code status}. */
    private CompletableFuture<Long> bookUntil(int status) throws IOException, InterruptedException {
        // One before, so that the visitor is at it when the call is sent, and so that we know where we begin.
        if (book() == status) {
            throw new IOException("Bookings are answered " + status + " already. Is another hold active?");
        }
        return CompletableFuture.supplyAsync(() -> {
            try {
                long deadline = System.nanoTime() + PATIENCE.toNanos();
                while (book() != status && System.nanoTime() < deadline) {
                    Thread.onSpinWait();
                }
                return System.nanoTime();
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private int book() throws IOException, InterruptedException {
        int status = http.send(booking, BodyHandlers.discarding()).statusCode();
        if (status != BOOKED && status != REFUSED) {
            throw new IOException("A booking was answered " + status);
        }
        return status;
    }

    private HttpRequest json(String address, String body) {
        return HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "application/json")
                .header("Authorization", token)
                .timeout(Duration.ofSeconds(10))
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private String firstListing(String demo) throws IOException, InterruptedException {
        String page = call(HttpRequest.newBuilder(URI.create(demo)).build()).body();
        return firstGroup(Pattern.compile("/listings/([a-z0-9-]+)"), page);
    }

    private static long await(CompletableFuture<Long> time) throws IOException {
        try {
            return time.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        } catch (RuntimeException e) {
            throw new IOException("The flip was not enforced", e);
        }
    }

    private static String id(String hold) throws IOException {
        return firstGroup(ID, hold);
    }

    private static String firstGroup(Pattern pattern, String text) throws IOException {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IOException("There is no " + pattern + " in " + text);
        }
        return matcher.group(1);
    }

    private static String bearer(Path headers) throws IOException {
        List<String> lines = Files.readAllLines(headers);
        return firstGroup(Pattern.compile("Authorization: (.+)"), String.join("\n", lines));
    }

    private static void print(String label, Flip[] flips, ToLongFunction<Flip> figure) {
        long[] sorted = Arrays.stream(flips).mapToLong(figure).sorted().toArray();
        OUT.printf(
                Locale.ROOT,
                "%-36s median %7.1f ms   p99 %7.1f ms   max %7.1f ms   of %d%n",
                label,
                sorted[sorted.length / 2] / 1e6,
                sorted[(int) Math.ceil(sorted.length * 0.99) - 1] / 1e6,
                sorted[sorted.length - 1] / 1e6,
                sorted.length);
    }
}
