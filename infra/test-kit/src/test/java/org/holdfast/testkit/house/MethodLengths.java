package org.holdfast.testkit.house;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;

/** Reads sources with the compiler's own parser and finds methods and constructors that are too long. */
final class MethodLengths {
    static final int LINES_MAX = 60;

    private MethodLengths() {}

    /** One sentence for each method longer than {@link #LINES_MAX}, signature and braces counted. */
    static List<String> tooLong(List<Path> sources) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var findings = new ArrayList<String>();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources));
            var positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                unit.accept(new Scanner(unit, positions, findings), null);
            }
        }
        return findings;
    }

    private static final class Scanner extends TreeScanner<Void, Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final List<String> findings;

        Scanner(CompilationUnitTree unit, SourcePositions positions, List<String> findings) {
            this.unit = unit;
            this.positions = positions;
            this.findings = findings;
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            LineMap lines = unit.getLineMap();
            long first = lines.getLineNumber(positions.getStartPosition(unit, method));
            long last = lines.getLineNumber(positions.getEndPosition(unit, method));
            if (last - first + 1 > LINES_MAX) {
                findings.add("%s:%d: method %s has %d lines, at most %d"
                        .formatted(
                                unit.getSourceFile().getName(), first, method.getName(), last - first + 1, LINES_MAX));
            }
            return super.visitMethod(method, null);
        }
    }
}
