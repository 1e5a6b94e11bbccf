package io.holdfast.engine;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A version by the rules of semver.org 2.0.0, compared by precedence: build metadata is checked and forgotten. */
final class SemanticVersion implements Comparable<SemanticVersion> {
    private static final int LONGEST = 256;
    private static final String NUMBER = "(0|[1-9][0-9]*+)";
    private static final String PRE_RELEASE =
            "(?:" + NUMBER.replace("(", "(?:") + "(?![0-9A-Za-z-])|[0-9]*+[A-Za-z-][0-9A-Za-z-]*+)";
    private static final Pattern SYNTAX = Pattern.compile(NUMBER + "\\." + NUMBER + "\\." + NUMBER + "(?:-("
            + PRE_RELEASE + "(?:\\." + PRE_RELEASE + ")*+))?+(?:\\+[0-9A-Za-z-]++(?:\\.[0-9A-Za-z-]++)*+)?+");

    private final String major;
    private final String minor;
    private final String patch;
    private final List<String> preRelease;

    private SemanticVersion(Matcher parts) {
        this.major = parts.group(1);
        this.minor = parts.group(2);
        this.patch = parts.group(3);
        this.preRelease =
                parts.group(4) == null ? List.of() : List.of(parts.group(4).split("\\."));
    }

    /** The version that {@code value} writes out in full, or null. */
    static @Nullable SemanticVersion of(Object value) {
        if (!(value instanceof String text) || text.length() > LONGEST) {
            return null;
        }
        Matcher parts = SYNTAX.matcher(text);
        return parts.matches() ? new SemanticVersion(parts) : null;
    }

    @Override
    public int compareTo(SemanticVersion other) {
        int core = compareNumbers(major, other.major);
        core = core != 0 ? core : compareNumbers(minor, other.minor);
        core = core != 0 ? core : compareNumbers(patch, other.patch);
        return core != 0 ? core : comparePreReleases(preRelease, other.preRelease);
    }

    /** {@code ^}: not before {@code least}, and the same in the leftmost number of it that is not zero. */
    boolean compatibleWith(SemanticVersion least) {
        boolean sameMajor = major.equals(least.major);
        boolean sameMinor = sameMajor && minor.equals(least.minor);
        boolean same = !least.major.equals("0")
                ? sameMajor
                : !least.minor.equals("0") ? sameMinor : sameMinor && patch.equals(least.patch);
        return same && compareTo(least) >= 0;
    }

    /** {@code ~}: not before {@code least}, and the same major and minor number. */
    boolean approximately(SemanticVersion least) {
        return major.equals(least.major) && minor.equals(least.minor) && compareTo(least) >= 0;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SemanticVersion that && compareTo(that) == 0;
    }

    @Override
    public int hashCode() {
        return List.of(major, minor, patch, preRelease).hashCode();
    }

    private static int comparePreReleases(List<String> one, List<String> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return Boolean.compare(one.isEmpty(), other.isEmpty());
        }
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            int compared = compareIdentifiers(one.get(i), other.get(i));
            if (compared != 0) {
                return compared;
            }
        }
        return Integer.compare(one.size(), other.size());
    }

    private static int compareIdentifiers(String one, String other) {
        boolean number = isNumber(one);
        if (number != isNumber(other)) {
            return number ? -1 : 1;
        }
        return number ? compareNumbers(one, other) : one.compareTo(other);
    }

    /** Of any length, without leading zeros: the longer one is the greater. */
    private static int compareNumbers(String one, String other) {
        int length = Integer.compare(one.length(), other.length());
        return length != 0 ? length : one.compareTo(other);
    }

    private static boolean isNumber(String identifier) {
        return identifier.chars().allMatch(unit -> unit >= '0' && unit <= '9');
    }
}
