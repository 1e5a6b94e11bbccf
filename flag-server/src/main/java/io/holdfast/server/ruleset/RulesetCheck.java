package io.holdfast.server.ruleset;

import io.holdfast.api.model.FieldError;
import io.holdfast.engine.Fault;
import io.holdfast.engine.InvalidRulesetException;
import io.holdfast.engine.RulesetCodec;
import io.holdfast.server.problem.ProblemException;
import java.util.List;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/**
 * Holds a change against everything that refers to it, before it commits: what a flag says may be right by itself and
 * wrong beside another, such as a prerequisite that leads back to it.
 */
@Component
public class RulesetCheck {
    private final RulesetLoader loader;
    private final Revisions revisions;

    RulesetCheck(RulesetLoader loader, Revisions revisions) {
        this.loader = loader;
        this.revisions = revisions;
    }

    /**
     * Refuses a change of one environment after which something names what is not there, or leads back to itself.
     *
     * @param subject the JSON pointer to what is changed; faults inside it are told relative to it, and before others
     */
    public void in(String environment, String subject) {
        check(environment, faults -> new ProblemException.Invalid(told(faults, subject)));
    }

    /** As {@link #in}, for a change of all environments. */
    public void everywhere(String subject) {
        revisions.keys().forEach(environment -> in(environment, subject));
    }

    /** Refuses a removal while something refers to what is gone. */
    public void afterRemovalOf(String what) {
        for (String environment : revisions.keys()) {
            check(
                    environment,
                    faults -> new ProblemException.Conflict("The " + what + " is still used in '" + environment + "': "
                            + faults.get(0).path() + ". Change that first."));
        }
    }

    private void check(String environment, Function<List<Fault>, ProblemException> problem) {
        try {
            RulesetCodec.checkReferences(loader.uncommitted(environment)
                    .orElseThrow(() -> new ProblemException.NotFound("environment", environment))
                    .ruleset());
        } catch (UnusableRulesetException e) {
            throw problem.apply(e.faults());
        } catch (InvalidRulesetException e) {
            throw problem.apply(e.faults());
        }
    }

    /** Those inside the subject, and only where there are none, what is wrong elsewhere because of it. */
    private static List<FieldError> told(List<Fault> faults, String subject) {
        List<FieldError> inside = faults.stream()
                .filter(fault -> fault.path().startsWith(subject + "/"))
                .map(fault -> new FieldError(fault.path().substring(subject.length()), fault.message()))
                .toList();
        return !inside.isEmpty()
                ? inside
                : faults.stream()
                        .map(fault -> new FieldError(fault.path(), fault.message()))
                        .toList();
    }
}
