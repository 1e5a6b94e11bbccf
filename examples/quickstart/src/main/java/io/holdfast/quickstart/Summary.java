package io.holdfast.quickstart;

import java.util.Optional;

/** The text shown once everything runs. Every command in it can be pasted as it is, from the project's folder. */
final class Summary {
    private Summary() {}

    static String everything(Settings settings, String sdkKey, Optional<String> password) {
        return String.join("\n", "", server(settings, password), demo(settings), sdk(sdkKey), "", switching(settings));
    }

    static String server(Settings settings, Optional<String> password) {
        String secret = password.map(word -> "password " + word + "   (shown only this once)")
                .orElse("the password shown at the first start (a new one: ./start --new-password)");
        return "  Admin      " + settings.server() + "\n             sign in as admin, " + secret;
    }

    static String demo(Settings settings) {
        return "  Demo       " + settings.demo();
    }

    private static String sdk(String key) {
        return "  SDK key    " + key + "   (environment production)";
    }

    private static String switching(Settings settings) {
        String holds = settings.server() + "/api/v1/environments/production/holds";
        return """
                  Make the demo browse-only:
                    curl -H @.data/operator -d '{"reason":"Trying it out","message":"Back in a few minutes."}' %1$s
                  Release every hold again:
                    curl -s -H @.data/operator '%1$s?state=active' | grep -o '"id":"[^"]*' | cut -d'"' -f4 | \\
                      while read -r id; do curl -H @.data/operator -X POST %1$s/$id/release; done

                  Logs are in .data/*.log. Ctrl-C stops everything.
                """.formatted(holds).stripTrailing();
    }
}
