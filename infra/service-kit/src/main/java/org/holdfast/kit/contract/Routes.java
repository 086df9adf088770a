package org.holdfast.kit.contract;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.holdfast.kit.access.Needs;
import org.holdfast.kit.rest.Requests;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/**
 * The routes of a service, as its controllers declare them and as its OpenAPI file describes them: two sets that a
 * test compares. A route reads {@code get /v1/holds needs read-holds}.
 */
public final class Routes {
    /** The end of a route without a permission. */
    public static final String OPEN = " needs nothing";

    private Routes() {}

    /** The routes of every controller in a package and its sub-packages. */
    public static SortedSet<String> declared(String basePackage) {
        var scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AnnotationTypeFilter(RestController.class));
        var routes = new TreeSet<String>();
        for (var bean : scan.findCandidateComponents(basePackage)) {
            String name = Objects.requireNonNull(bean.getBeanClassName());
            Class<?> controller = ClassUtils.resolveClassName(name, Routes.class.getClassLoader());
            for (Method method : controller.getDeclaredMethods()) {
                add(routes, controller, method);
            }
        }
        return routes;
    }

    private static void add(SortedSet<String> routes, Class<?> controller, Method method) {
        RequestMapping mapping = AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
        if (mapping == null) {
            return;
        }
        RequestMapping whole = AnnotatedElementUtils.findMergedAnnotation(controller, RequestMapping.class);
        String[] prefixes = whole == null || whole.path().length == 0 ? new String[] {""} : whole.path();
        String[] paths = mapping.path().length == 0 ? new String[] {""} : mapping.path();
        Needs needs = method.getAnnotation(Needs.class);
        String end = needs == null ? OPEN : " needs " + Requests.word(needs.value());
        for (RequestMethod verb : mapping.method()) {
            for (String prefix : prefixes) {
                for (String path : paths) {
                    routes.add(Requests.word(verb) + " " + prefix + path + end);
                }
            }
        }
    }

    /** The operations of an OpenAPI file in this project's layout, with their {@code x-permission}. */
    public static SortedSet<String> described(Path openApi) throws IOException {
        var routes = new TreeSet<String>();
        String path = "";
        String operation = "";
        for (String line : Files.readAllLines(openApi)) {
            if (line.matches("  /\\S+:")) {
                path = line.strip().replaceAll(":$", "");
            } else if (line.matches("    (get|put|post|delete|patch):")) {
                operation = line.strip().replace(":", "") + " " + path;
                routes.add(operation + OPEN);
            } else if (line.startsWith("      x-permission: ")) {
                routes.remove(operation + OPEN);
                routes.add(operation + " needs "
                        + line.substring(line.indexOf(':') + 1).strip());
            }
        }
        return routes;
    }
}
