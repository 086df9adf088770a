package org.holdfast.testkit.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Several tiny projects that one Maven builds, each to its own end: a start of Maven for each would take minutes. */
final class TinyReactor {
    private final Path folder;
    private final List<String> modules = new ArrayList<>();

    private TinyReactor(Path folder) {
        this.folder = folder;
    }

    static TinyReactor named(String name) throws IOException {
        return new TinyReactor(TinyProject.emptyFolder(name));
    }

    /** Adds a module with one class. */
    TinyReactor with(String module, String className, String body) throws IOException {
        TinyProject.module(folder, module).withSource(className, body).writePom();
        modules.add(module);
        return this;
    }

    Results build(Path javaHome, String... goals) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("pom.xml"), """
                <project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
                <groupId>tiny</groupId><artifactId>all</artifactId><version>1</version><packaging>pom</packaging>
                <modules>%s</modules></project>
                """.formatted(modules.stream()
                .map(module -> "<module>" + module + "</module>")
                .collect(Collectors.joining())));
        String[] toTheEnd =
                Stream.concat(Stream.of("--fail-at-end"), Arrays.stream(goals)).toArray(String[]::new);
        return new Results(TinyProject.maven(folder, javaHome, toTheEnd).log());
    }

    /**
     * @param log what Maven said
     */
    record Results(String log) {
        /** What was said of a module that was refused; empty where the build says that it was not. */
        String refusal(String module) {
            String end = summary(module);
            if (end.equals("SUCCESS")) {
                return "";
            }
            if (!end.equals("FAILURE")) {
                throw new IllegalStateException("module " + module + " ended with " + end + ":\n" + log);
            }
            String begin = "< tiny:" + module + " >";
            String said = log.substring(log.indexOf(begin) + begin.length());
            int next = said.indexOf("< tiny:");
            int reactor = said.indexOf("Reactor Summary");
            String own = said.substring(0, next < 0 ? reactor : Math.min(next, reactor));
            int reason = log.indexOf("on project " + module + ":");
            int following = log.indexOf("Failed to execute goal", Math.max(reason, 0));
            return own + (reason < 0 ? "" : log.substring(reason, following < 0 ? log.length() : following));
        }

        private String summary(String module) {
            var line = Pattern.compile("(?m)^.* " + Pattern.quote(module) + " \\.* ([A-Z]+)")
                    .matcher(log);
            return line.find() ? line.group(1) : "no line in the summary";
        }
    }
}
