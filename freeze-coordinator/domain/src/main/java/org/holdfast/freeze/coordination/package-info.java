/** What follows from what: from a fact to a draft, from an approval to a request, from silence to an escalation. */
@NullMarked
package org.holdfast.freeze.coordination;

import org.jspecify.annotations.NullMarked;
