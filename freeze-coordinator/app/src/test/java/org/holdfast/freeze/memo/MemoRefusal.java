package org.holdfast.freeze.memo;

import org.holdfast.freeze.decider.Refusal;

/** The reason for refusing a command. */
sealed interface MemoRefusal extends Refusal {
    record TextBlank() implements MemoRefusal {
        @Override
        public boolean late() {
            return false;
        }
    }

    record MemoNotOpen() implements MemoRefusal {
        @Override
        public boolean late() {
            return true;
        }
    }
}
