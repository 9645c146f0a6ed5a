/** JSON that is safe inside a script element. */

/**
 * Serializes a value for `<script type="application/json">…</script>`. It escapes `<`, `>` and `&`, so that a user's name
 * which contains `</script>` cannot end the element.
 * https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements
 * @param value any JSON value, such as an `InitialSession`
 * @example
 * ```ts
 * const html = `<script type="application/json" id="session">${jsonForHtml(initialSession)}</script>`;
 * ```
 */
export const jsonForHtml = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
