const INK = '#0f403c';
const LINE = '#9fd6cf';

/** A small process, drawn in BPMN: decoration of the sign-in pages. */
export function ProcessPicture() {
  return (
    <svg viewBox="0 0 640 420" width="100%" style={{ maxWidth: 680 }} focusable="false" fontFamily="'Inter Variable', sans-serif" fontSize="15">
      <defs>
        <marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto">
          <path d="M0 0 10 5 0 10z" fill={LINE} />
        </marker>
      </defs>
      <g fill="none" stroke={LINE} strokeWidth="2" markerEnd="url(#tip)">
        <path d="M76 200h40" />
        <path d="M250 200h42" />
        <path d="M320 172V96h50" />
        <path d="M320 228v76h50" />
        <path d="M504 96h62v76" />
        <path d="M504 304h62v-70" />
      </g>
      <circle cx="56" cy="200" r="19" fill={INK} stroke={LINE} strokeWidth="2" />
      <Task x={118} y={165} label="Sketch the idea" />
      <path d="m320 171 29 29-29 29-29-29z" fill="#ffb454" />
      <path d="m311 191 18 18m0-18-18 18" stroke={INK} strokeWidth="3" strokeLinecap="round" />
      <Task x={372} y={61} label="Draw the steps" />
      <Task x={372} y={269} label="Review changes" />
      <circle cx="566" cy="203" r="26" fill={INK} stroke="#fff" strokeWidth="5" />
    </svg>
  );
}

function Task({ x, y, label }: { readonly x: number; readonly y: number; readonly label: string }) {
  return (
    <>
      <rect x={x} y={y} width="132" height="70" rx="12" fill="#fff" />
      <text x={x + 66} y={y + 40} textAnchor="middle" fill="#212624">
        {label}
      </text>
    </>
  );
}
