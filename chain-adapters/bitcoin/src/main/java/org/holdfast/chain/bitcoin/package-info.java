/** Bitcoin: its networks. The packages below read, check and prove blocks. */
@NullMarked
package org.holdfast.chain.bitcoin;

import org.jspecify.annotations.NullMarked;
