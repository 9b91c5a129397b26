/**
 * The starter for Spring Boot. Applications use its properties; of its types, only {@link
 * com.trubrics.appender.spring.CurrentUser} is for them.
 */
@NullMarked
package com.trubrics.appender.spring;

import org.jspecify.annotations.NullMarked;
