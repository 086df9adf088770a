package org.holdfast.testkit.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** One word, one meaning: the words of commands, events, states and messages are those of the glossary. */
class GlossaryTest {
    private static final Pattern TERM = Pattern.compile("^\\| \\*\\*(.+?)\\*\\* \\|", Pattern.MULTILINE);
    private static final Pattern MESSAGE = Pattern.compile("^message (\\w+)", Pattern.MULTILINE);
    private static final Pattern MEMBER = Pattern.compile("\\brecord (\\w+)\\(");
    private static final Pattern WORD = Pattern.compile("[A-Z][a-z0-9]+|[A-Z]+(?![a-z])");
    private static final List<String> LANGUAGE_FILES =
            List.of("Command.java", "Event.java", "State.java", "Rejection.java");

    @Test
    void everyNameIsMadeOfGlossaryWords() throws Exception {
        Set<String> words = glossaryWords(Repository.text("docs/glossary.md"));
        var strangers = new TreeSet<String>();
        for (String name : namesOfTheLanguage()) {
            strangers.addAll(strangers(name, words));
        }
        assertThat(strangers).as("words that docs/glossary.md does not explain").isEmpty();
    }

    @Test
    void aStrangeWordIsSeen() {
        Set<String> words = glossaryWords("| **Hold request** | x |\n| **drafted** | x |\n");
        assertThat(strangers("HoldDrafted", words)).isEmpty();
        assertThat(strangers("HoldFrobnicated", words)).containsExactly("HoldFrobnicated: frobnicated");
    }

    @Test
    void everyTermHasOneMeaning() throws Exception {
        assertThat(repeated(Repository.text("docs/glossary.md")))
                .as("terms with two rows")
                .isEmpty();
    }

    @Test
    void aTermWithTwoRowsIsSeen() {
        assertThat(repeated("| **Account** | x |\n| **Entry, account** | y |\n"))
                .containsExactly("account");
        assertThat(repeated("| **Account** | x |\n| **Account owner** | y |\n")).isEmpty();
    }

    /** Terms that stand in two rows; a row may name several terms, parted by commas. */
    private static List<String> repeated(String markdown) {
        var seen = new HashSet<String>();
        var repeated = new ArrayList<String>();
        TERM.matcher(markdown).results().forEach(m -> {
            for (String term : m.group(1).split(",", -1)) {
                String key = term.strip().toLowerCase(Locale.ROOT);
                if (!seen.add(key)) {
                    repeated.add(key);
                }
            }
        });
        return repeated;
    }

    private static List<String> namesOfTheLanguage() throws Exception {
        var names = new ArrayList<String>();
        for (Path file : Repository.files(".proto")) {
            MESSAGE.matcher(Files.readString(file)).results().forEach(m -> names.add(m.group(1)));
        }
        for (Path file : Repository.files(".java")) {
            boolean domain = file.toString().contains("/domain/src/main/");
            if (domain
                    && LANGUAGE_FILES.stream().anyMatch(end -> file.toString().endsWith(end))) {
                MEMBER.matcher(Files.readString(file)).results().forEach(m -> names.add(m.group(1)));
            }
        }
        return names;
    }

    private static Set<String> glossaryWords(String markdown) {
        var words = new HashSet<String>();
        TERM.matcher(markdown).results().forEach(m -> {
            for (String word : m.group(1).split("[^A-Za-z0-9]+", -1)) {
                words.add(word.toLowerCase(Locale.ROOT));
            }
        });
        return words;
    }

    private static List<String> strangers(String name, Set<String> words) {
        return WORD.matcher(name)
                .results()
                .map(m -> m.group().toLowerCase(Locale.ROOT))
                .filter(word -> !words.contains(word) && !words.contains(word.replaceAll("s$", "")))
                .map(word -> name + ": " + word)
                .toList();
    }
}
