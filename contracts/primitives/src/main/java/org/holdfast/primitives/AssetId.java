package org.holdfast.primitives;

import java.util.regex.Pattern;

/**
 * An asset after CAIP-19: {@code <chain>/<namespace>:<reference>}. Native Bitcoin is {@code .../slip44:0}, a token on
 * an EVM chain {@code eip155:1/erc20:<contract>}, a single token of a collection
 * {@code eip155:1/erc721:<contract>/<token id>}.
 */
public record AssetId(ChainId chain, String assetPart) {
    private static final Pattern ASSET_PART =
            Pattern.compile("[-a-z0-9]{3,8}:[-.%a-zA-Z0-9]{1,128}(/[-.%a-zA-Z0-9]{1,78})?");

    public AssetId {
        if (!ASSET_PART.matcher(assetPart).matches()) {
            throw malformed(chain + "/" + assetPart);
        }
    }

    /** Reads the text form. Throws {@link InputFaultException} on anything else. */
    public static AssetId parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw malformed(text);
        }
        return new AssetId(new ChainId(text.substring(0, slash)), text.substring(slash + 1));
    }

    private static InputFaultException malformed(String text) {
        return new InputFaultException(new InputFault(
                "primitives.asset-id.malformed",
                "an asset id is malformed",
                "asset id",
                "a CAIP-19 identifier such as bip122:000000000019d6689c085ae165831e93/slip44:0",
                InputFault.quote(text),
                "use the CAIP-19 form"));
    }

    @Override
    public String toString() {
        return chain + "/" + assetPart;
    }
}
