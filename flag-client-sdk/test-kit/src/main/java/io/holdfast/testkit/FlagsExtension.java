package io.holdfast.testkit;

import io.holdfast.client.FlagClient;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Makes one {@link TestFlags} for each test and injects it. */
final class FlagsExtension implements ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(FlagsExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == TestFlags.class || type == FlagClient.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        TestFlags flags = context.getStore(NAMESPACE)
                .computeIfAbsent(TestFlags.class, type -> prepared(context), TestFlags.class);
        return parameter.getParameter().getType() == TestFlags.class ? flags : flags.client();
    }

    private static TestFlags prepared(ExtensionContext context) {
        TestFlags flags = new TestFlags();
        context.getTestClass()
                .flatMap(type -> AnnotationSupport.findAnnotation(type, WithFlags.class))
                .ifPresent(given -> apply(given, flags));
        context.getTestMethod()
                .flatMap(method -> AnnotationSupport.findAnnotation(method, WithFlags.class))
                .ifPresent(given -> apply(given, flags));
        return flags;
    }

    private static void apply(WithFlags given, TestFlags flags) {
        for (String key : given.on()) {
            flags.set(key, true);
        }
        for (String key : given.off()) {
            flags.set(key, false);
        }
    }
}
