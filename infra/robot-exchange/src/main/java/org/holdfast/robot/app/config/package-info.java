/** What the program takes from its surroundings. */
@NullMarked
package org.holdfast.robot.app.config;

import org.jspecify.annotations.NullMarked;
