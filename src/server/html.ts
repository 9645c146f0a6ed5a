/** Puts data into a page without letting it end the script that it stands in. */

/**
 * JSON for `<script type="application/json">…</script>`: what people call themselves may hold `</script>`.
 * https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements
 */
export const jsonForHtml = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
