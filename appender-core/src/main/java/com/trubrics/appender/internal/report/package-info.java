/** Reports problems and recoveries: once, then at growing intervals. */
@NullMarked
package com.trubrics.appender.internal.report;

import org.jspecify.annotations.NullMarked;
