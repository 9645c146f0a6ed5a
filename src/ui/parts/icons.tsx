/** Icons: 20 px line drawings in the colour of the text around them, hidden from screen readers. */

/** Makes an icon. `path` is the `d` of an SVG path in a box of 20 by 20. */
export const icon = (path: string) =>
  function Icon() {
    return (
      <svg className="ck-icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
        <path d={path} />
      </svg>
    );
  };

const eye =
  'M2 10s3-5.5 8-5.5S18 10 18 10s-3 5.5-8 5.5S2 10 2 10Zm8 2.4a2.4 2.4 0 1 0 0-4.8 2.4 2.4 0 0 0 0 4.8Z';
export const EyeIcon = /* #__PURE__ */ icon(eye);
export const EyeOffIcon = /* #__PURE__ */ icon(`${eye}M3.5 17 16.5 3`);
export const CheckIcon = /* #__PURE__ */ icon('m4.5 10.5 3.5 3.5 7.5-8');
export const CircleIcon = /* #__PURE__ */ icon('M10 14.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9Z');
export const AlertIcon = /* #__PURE__ */ icon('M10 18a8 8 0 1 0 0-16 8 8 0 0 0 0 16Zm0-12v5m0 3v.2');
export const CloseIcon = /* #__PURE__ */ icon('m5 5 10 10M15 5 5 15');
