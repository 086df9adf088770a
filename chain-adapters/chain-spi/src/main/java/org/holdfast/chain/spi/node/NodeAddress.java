package org.holdfast.chain.spi.node;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The address of a node: what is asked, what it is asked with, and what a person may see of it. User and password in an
 * address are sent as HTTP's Basic credentials. They and the path, in which providers have their keys, are in no text
 * form.
 */
public final class NodeAddress {
    private static final String HIDDEN = "***";
    /** What is shorter is a word such as {@code rest} and no key. */
    private static final int SECRET_LENGTH_MIN = 6;

    private final URI uri;
    private final Optional<String> userInfo;

    private NodeAddress(URI uri, Optional<String> userInfo) {
        this.uri = uri;
        this.userInfo = userInfo;
    }

    /**
     * Reads an address.
     *
     * @param schemes in lower case
     * @return empty where it is no address with a host and one of the schemes
     */
    public static Optional<NodeAddress> parse(String text, String... schemes) {
        try {
            URI uri = new URI(text.strip());
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            boolean usable = uri.getHost() != null && Arrays.asList(schemes).contains(scheme);
            return usable ? Optional.of(of(uri)) : Optional.empty();
        } catch (URISyntaxException noAddress) {
            return Optional.empty();
        }
    }

    /** Takes an address with a host. */
    public static NodeAddress of(URI uri) {
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return new NodeAddress(URI.create(origin(uri) + path + query), Optional.ofNullable(uri.getUserInfo()));
    }

    private static String origin(URI uri) {
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT) + "://" + uri.getHost() + port;
    }

    /** The whole address, with path and query, without user and password. */
    public URI uri() {
        return uri;
    }

    /** The address of something below this one; the query stays. */
    public URI below(String path) {
        String base = uri.getRawPath().replaceFirst("/+$", "");
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return URI.create(origin(uri) + base + "/" + path + query);
    }

    /** The value of the HTTP header {@code Authorization}; empty where the address has no user. */
    public Optional<String> authorization() {
        return userInfo.map(said -> said.contains(":") ? said : said + ":")
                .map(said -> "Basic " + Base64.getEncoder().encodeToString(said.getBytes(StandardCharsets.UTF_8)));
    }

    /** The address for messages, logs and metrics. */
    public String shown() {
        return masked(uri.toString());
    }

    /** The words of a node without the secrets of this address, which a node may repeat. */
    public String hidden(String words) {
        var secrets = new ArrayList<String>();
        userInfo.ifPresent(said -> secrets.add(said.substring(said.indexOf(':') + 1)));
        for (String raw : List.of(uri.getRawPath(), String.valueOf(uri.getRawQuery()))) {
            for (String part : raw.split("[/?&=]", -1)) {
                secrets.add(part);
                secrets.add(URLDecoder.decode(part, StandardCharsets.UTF_8));
            }
        }
        // One secret may be the beginning of another.
        secrets.sort(Comparator.comparingInt(String::length).reversed());
        String left = words;
        for (String secret : secrets) {
            left = secret.length() < SECRET_LENGTH_MIN ? left : left.replace(secret, HIDDEN);
        }
        return left;
    }

    /**
     * A text that was meant as an address, for messages: user, password, path and query are left out, also of what
     * cannot be read as an address.
     */
    public static String masked(String text) {
        int begin = text.indexOf("://") < 0 ? 0 : text.indexOf("://") + "://".length();
        int at = text.lastIndexOf('@');
        String user = at < begin ? "" : HIDDEN + "@";
        String rest = text.substring(Math.max(begin, at + 1));
        String host = rest.split("[/?#]", -1)[0];
        String tail = rest.substring(host.length());
        return text.substring(0, begin) + user + host + (tail.isEmpty() || tail.equals("/") ? "" : "/" + HIDDEN);
    }

    @Override
    public String toString() {
        return shown();
    }
}
