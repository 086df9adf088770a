/** What every module's tests share: the house rules, real data, golden files, a clock that tests move. */
@NullMarked
package org.holdfast.testkit;

import org.jspecify.annotations.NullMarked;
