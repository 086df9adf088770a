/** The settings and legal packs of an installation. */
@NullMarked
package org.holdfast.freeze.app.settings;

import org.jspecify.annotations.NullMarked;
