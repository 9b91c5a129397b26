package com.trubrics.appender.log4j2;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apache.logging.log4j.core.config.plugins.PluginVisitorStrategy;

/**
 * Marks the one field of the builder that receives every option of the element. It replaces an annotated field and a
 * setter for each option, so the options are exactly those of the core.
 */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@PluginVisitorStrategy(OptionAttributesVisitor.class)
@interface OptionAttributes {}
