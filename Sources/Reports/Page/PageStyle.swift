/// The look of every report, in light, dark and on paper.
enum PageStyle {
  static let sheet: StaticString = """
    :root { color-scheme: light dark; --text: #1c1f23; --soft: #5b6470; --rule: #dfe3e8;
      --page: #fff; --s0: #0072b2; --s1: #d55e00; --s2: #00875f; --s3: #a8478a; }
    @media (prefers-color-scheme: dark) { :root { --text: #e6e9ed; --soft: #a3adb9;
      --rule: #353c45; --page: #14171b; --s0: #56b4e9; --s1: #ff8f52; --s2: #3ecf9f;
      --s3: #e39ac6; } }
    @media print { :root { color-scheme: light; --text: #000; --soft: #444; --rule: #ccc;
      --page: #fff; --s0: #0072b2; --s1: #d55e00; --s2: #00875f; --s3: #a8478a; } }
    body { margin: 0; background: var(--page); color: var(--text);
      font: 16px/1.55 system-ui, sans-serif; }
    main { max-width: 60rem; margin: 0 auto; padding: 1.5rem; }
    figure { margin: 1rem 0; max-width: 34rem; break-inside: avoid; }
    table { border-collapse: collapse; display: block; overflow-x: auto; }
    th, td { text-align: left; padding: .3rem .9rem .3rem 0; border-bottom: 1px solid var(--rule);
      font-variant-numeric: tabular-nums; }
    pre { white-space: pre-wrap; overflow-wrap: anywhere; }
    svg.chart { width: 100%; height: auto; font-size: 12px; fill: var(--soft); }
    .legend { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .2rem 1rem; }
    .legend svg { width: 22px; height: 12px; margin-right: .4rem; }
    .grid, .base, .tick { stroke: var(--rule); fill: none; }
    .line, .whisker { fill: none; stroke: var(--c); stroke-width: 2; }
    .point { fill: var(--c); } .band { fill: var(--c); opacity: .2; } .inner { opacity: .35; }
    .s0 { --c: var(--s0); } .s1 { --c: var(--s1); } .s2 { --c: var(--s2); }
    .s3 { --c: var(--s3); } .muted { --c: var(--soft); }
    """
}
