import type { ComponentChildren } from "preact";

/** One part of the side panel. `more` stands right of its title. */
export function Block({ title, more, children }: { title: string; more?: ComponentChildren; children: ComponentChildren }) {
  return (
    <section>
      <header>
        <h3>{title}</h3>
        {more}
      </header>
      {children}
    </section>
  );
}

/** Names and values; a missing value leaves its line out. */
export function Rows({ rows }: { rows: [string, ComponentChildren][] }) {
  const shown = rows.filter(([, value]) => value !== undefined && value !== null && value !== "");
  return (
    <dl class="facts">
      {shown.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
