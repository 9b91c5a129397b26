package com.trubrics.sandbox.tests;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Marks tests that need a browser: where there is none they are skipped, and the output says so. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(WithBrowser.Condition.class)
@interface WithBrowser {

    /** Looks for Chromium and its driver. */
    final class Condition implements ExecutionCondition {
        private static final String NONE =
                "SKIPPED, because no Chromium with ChromeDriver is on the PATH (Debian: apt-get install chromium chromium-driver): ";

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (Browser.installed().isPresent()) {
                return ConditionEvaluationResult.enabled("Chromium is installed");
            }
            // Surefire writes the reason into its reports only.
            if (context.getTestMethod().isEmpty()) {
                System.out.println(NONE + context.getDisplayName());
            }
            return ConditionEvaluationResult.disabled(NONE + context.getDisplayName());
        }
    }
}
