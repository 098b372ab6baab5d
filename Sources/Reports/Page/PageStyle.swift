/// The look of every report, in light, dark and on paper.
enum PageStyle {
  /// Colours, text and layout.
  static let sheet: StaticString = """
    :root { color-scheme: light dark; --text: #1c1f23; --soft: #57606a; --rule: #dde2e8;
      --page: #fff; --panel: #f6f8fa; --link: #0b5fa5; --s0: #0072b2; --s1: #d55e00;
      --s2: #00875f; --s3: #8e44ad; --s4: #a07800; --s5: #d8468c; --s6: #1496a6; --s7: #7a4a21; }
    @media (prefers-color-scheme: dark) { :root { --text: #e6e9ed; --soft: #a3adb9;
      --rule: #353c45; --page: #14171b; --panel: #1c2127; --link: #7cc0f5; --s0: #56b4e9;
      --s1: #ff8f52; --s2: #3ecf9f; --s3: #c79bf2; --s4: #e2c044; --s5: #ff8fc7; --s6: #58dbe8;
      --s7: #d2a679; } }
    @media print { :root { color-scheme: light; --text: #000; --soft: #444; --rule: #ccc;
      --page: #fff; --panel: #fff; --link: #000; --s0: #0072b2; --s1: #d55e00; --s2: #00875f;
      --s3: #8e44ad; --s4: #a07800; --s5: #d8468c; --s6: #1496a6; --s7: #7a4a21; } }
    * { box-sizing: border-box; }
    html { scroll-behavior: smooth; }
    body { margin: 0 auto; max-width: 72rem; padding: 1.5rem 1.5rem 4rem; background: var(--page);
      color: var(--text); font: 16px/1.55 system-ui, "Segoe UI", "Noto Sans", sans-serif; }
    h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 .6rem; overflow-wrap: anywhere; }
    h2 { font-size: 1.35rem; margin: 0 0 .6rem; }
    h3 { font-size: 1rem; margin: 1.1rem 0 .4rem; }
    p { margin: .4rem 0 .8rem; max-width: 46rem; }
    a { color: var(--link); }
    :focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
    section { margin-top: 2.6rem; padding-top: 1.4rem; border-top: 1px solid var(--rule); }
    .kind { color: var(--soft); margin: 0; }
    .lead { font-size: 1.1rem; }
    .hint, figcaption { color: var(--soft); font-size: .86rem; }
    nav ul { list-style: none; margin: 1rem 0 0; padding: 0; display: flex; flex-wrap: wrap;
      gap: .3rem 1.1rem; font-size: .92rem; }
    .tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(11.5rem, 1fr));
      gap: .8rem; margin: 1.2rem 0 0; }
    .tile { background: var(--panel); border: 1px solid var(--rule); border-radius: .5rem;
      padding: .7rem .9rem; display: flex; flex-direction: column; }
    .tile dt { font-size: .86rem; color: var(--soft); }
    .tile dd { margin: 0; }
    .tile .value { font-size: 1.45rem; font-weight: 600; line-height: 1.35; }
    .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 27rem), 1fr));
      gap: 0 2.5rem; align-items: start; }
    .figures > * { min-width: 0; }
    figure { margin: 0 0 1rem; break-inside: avoid; }
    figure > h3 { margin-bottom: .3rem; }
    .scroll { overflow-x: auto; margin: .3rem 0 .8rem; }
    table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .9rem; }
    th, td { text-align: left; padding: .3rem .9rem .3rem 0; vertical-align: baseline;
      border-bottom: 1px solid var(--rule); }
    thead th { color: var(--soft); font-weight: 600; }
    tbody th { font-weight: 500; }
    .numeric th + th, .numeric td { text-align: right; padding: .3rem 0 .3rem .9rem; }
    .numeric td { white-space: nowrap; }
    .plain td { overflow-wrap: anywhere; }
    .confusions { display: flex; flex-wrap: wrap; gap: 1rem 2.5rem; }
    .confusions .scroll { max-width: 100%; }
    .confusion caption { text-align: left; font-size: .9rem; padding-bottom: .2rem; }
    .confusion td, .confusion th { text-align: right; border: 1px solid var(--page);
      padding: .35rem .6rem; min-width: 2.9rem; }
    .confusion thead th, .confusion tbody th { color: var(--soft); }
    .confusion tbody td { print-color-adjust: exact;
      background: color-mix(in srgb, var(--s0) var(--share), var(--panel)); }
    .confusion td.strong { color: var(--page); }
    pre { white-space: pre-wrap; overflow-wrap: anywhere; background: var(--panel);
      border: 1px solid var(--rule); border-radius: .4rem; padding: .7rem .9rem; margin: .3rem 0;
      font: .84rem/1.5 ui-monospace, "DejaVu Sans Mono", monospace; }
    details { margin: .5rem 0; }
    summary { cursor: pointer; color: var(--link); width: fit-content; }
    details .scroll { max-height: 26rem; overflow: auto; }
    @media (max-width: 30rem) { body { padding: 1rem .9rem 3rem; } h1 { font-size: 1.5rem; }
      .tiles { grid-template-columns: 1fr 1fr; } .tile .value { font-size: 1.15rem; } }
    @media print { nav, .controls, output { display: none; } body { padding: 0; font-size: 10pt; }
      section { break-inside: auto; margin-top: 1.2rem; } .tile, figure { break-inside: avoid; }
      h2, h3 { break-after: avoid; } .figures { grid-template-columns: 1fr 1fr; }
      a { text-decoration: none; } .scroll { overflow: visible; } table { font-size: 7.5pt; }
      .numeric td { white-space: normal; }
      .numeric th + th, .numeric td { padding: .2rem 0 .2rem .5rem; } }
    """

  /// Charts, legends and what works them.
  static let chartSheet: StaticString = """
    .chart { display: block; width: 100%; height: auto; font-size: 12.5px; fill: var(--soft);
      overflow: visible; }
    .heading { font-size: 12.5px; fill: var(--text); }
    .note { font-size: 11.5px; fill: var(--soft); }
    .grid, .base, .tick { stroke: var(--rule); fill: none; }
    .base, .tick { stroke: var(--soft); }
    .line, .whisker { fill: none; stroke: var(--c); stroke-width: 1.8; stroke-linejoin: round; }
    .whisker { stroke-width: 2.2; }
    .line.muted { stroke-width: 1.2; }
    .spike { fill: none; stroke: var(--c); stroke-width: 3; opacity: .55; }
    .point { fill: var(--c); fill-opacity: .82; }
    .band { fill: var(--c); opacity: .16; }
    .inner { opacity: .3; }
    .s0 { --c: var(--s0); } .s1 { --c: var(--s1); } .s2 { --c: var(--s2); }
    .s3 { --c: var(--s3); } .s4 { --c: var(--s4); } .s5 { --c: var(--s5); }
    .s6 { --c: var(--s6); } .s7 { --c: var(--s7); } .muted { --c: var(--soft); }
    .legend { list-style: none; margin: .2rem 0; padding: 0; display: flex; flex-wrap: wrap;
      gap: .1rem 1.1rem; font-size: .86rem; }
    .legend svg, .toggle svg { width: 22px; height: 12px; margin-right: .4rem; flex: none; }
    .toggles, .controls { display: flex; flex-wrap: wrap; gap: .4rem; align-items: center; }
    .controls[hidden] { display: none; }
    button { font: inherit; font-size: .86rem; color: var(--text); background: var(--panel);
      border: 1px solid var(--rule); border-radius: .35rem; padding: .2rem .6rem; }
    button:enabled { cursor: pointer; }
    button:enabled:hover { border-color: var(--soft); }
    .toggle { display: inline-flex; align-items: center; }
    .toggle[aria-pressed="false"] { opacity: .55; text-decoration: line-through; }
    .reading { display: block; min-height: 1.6em; font-size: .9rem; color: var(--text);
      font-variant-numeric: tabular-nums; }
    .maps > .reading { position: sticky; top: 0; background: var(--page); padding: .3rem 0;
      z-index: 1; }
    .live { cursor: crosshair; touch-action: pan-y; }
    .live text { user-select: none; }
    .span { fill: var(--link); opacity: .15; }
    .hair { stroke: var(--soft); fill: none; }
    .chart.map { max-width: 34rem; print-color-adjust: exact; }
    .cursor { fill: none; stroke: var(--page); stroke-width: 2; paint-order: stroke; }
    .halo { fill: none; stroke: var(--text); stroke-width: 4; }
    """
}
