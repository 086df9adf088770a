/** What tests of commands run against: stub services, a stub tree, and a command line whose output is captured. */
@NullMarked
package org.holdfast.launcher.stub;

import org.jspecify.annotations.NullMarked;
