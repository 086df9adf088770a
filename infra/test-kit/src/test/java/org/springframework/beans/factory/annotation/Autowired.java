package org.springframework.beans.factory.annotation;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Stands where Spring's annotation stands, so that the rule against it can be shown to fail. */
@Retention(RetentionPolicy.RUNTIME)
public @interface Autowired {}
