/** Troubles and recoveries, said once and then thinned out. */
@NullMarked
package com.trubrics.appender.report;

import org.jspecify.annotations.NullMarked;
