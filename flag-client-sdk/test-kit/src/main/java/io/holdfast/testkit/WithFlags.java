package io.holdfast.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a test, or each test of a class, flags of its own. Parameters of type {@link TestFlags} and
 * {@link io.holdfast.client.FlagClient} are injected; what a method's annotation says comes on top of its class's.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(FlagsExtension.class)
public @interface WithFlags {
    /** Boolean flags that are on. */
    String[] on() default {};

    /** Boolean flags that are off. */
    String[] off() default {};
}
