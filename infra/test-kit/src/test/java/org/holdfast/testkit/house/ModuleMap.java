package org.holdfast.testkit.house;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Who uses whom: as the table in ARCHITECTURE.md says it, and as the poms have it. */
final class ModuleMap {
    private static final String PREFIX = "holdfast-";

    private ModuleMap() {}

    /**
     * The rows {@code | `folder` | `module` `module` |} between the heading "## Who may use whom" and the next heading;
     * modules are artifact names without their prefix.
     */
    static Map<String, Set<String>> ofTable(String markdown) {
        var map = new TreeMap<String, Set<String>>();
        boolean inside = false;
        for (String line : markdown.lines().toList()) {
            if (line.startsWith("## ")) {
                inside = line.startsWith("## Who may use whom");
            } else if (inside && line.startsWith("| `")) {
                String[] cells = line.split("\\|", -1);
                var used = new TreeSet<String>();
                for (String word : cells[2].split("`", -1)) {
                    if (!word.isBlank() && !word.strip().equals("-")) {
                        used.add(word.strip());
                    }
                }
                map.put(cells[1].replace("`", "").strip(), used);
            }
        }
        return map;
    }

    /** Module folder to the Holdfast modules it depends on, those of test scope left out. */
    static Map<String, Set<String>> ofPoms(Path root) throws Exception {
        var map = new TreeMap<String, Set<String>>();
        for (String module : texts(parse(root.resolve("pom.xml")).getDocumentElement(), "modules", "module")) {
            Element project = parse(root.resolve(module).resolve("pom.xml")).getDocumentElement();
            var used = new TreeSet<String>();
            for (Element dependencies : children(project, "dependencies")) {
                for (Element dependency : children(dependencies, "dependency")) {
                    String artifact = text(dependency, "artifactId");
                    if (artifact.startsWith(PREFIX)
                            && !text(dependency, "scope").equals("test")) {
                        used.add(artifact.substring(PREFIX.length()));
                    }
                }
            }
            map.put(module, used);
        }
        return map;
    }

    private static Document parse(Path pom) throws Exception {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(pom.toFile());
    }

    private static List<String> texts(Element parent, String list, String item) {
        var found = new ArrayList<String>();
        for (Element holder : children(parent, list)) {
            for (Element element : children(holder, item)) {
                found.add(element.getTextContent().strip());
            }
        }
        return found;
    }

    private static String text(Element parent, String name) {
        var found = children(parent, name);
        return found.isEmpty() ? "" : found.getFirst().getTextContent().strip();
    }

    private static List<Element> children(Element parent, String name) {
        var found = new ArrayList<Element>();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element && element.getTagName().equals(name)) {
                found.add(element);
            }
        }
        return found;
    }
}
