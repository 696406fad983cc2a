/** What we use of htmx; the rest is spoken through hx- attributes. */
declare module "htmx.org" {
  interface Htmx {
    config: Record<string, unknown>;
    /** Makes htmx see elements that came into the page without it. */
    process(element: Element): void;
    trigger(element: Element, name: string, detail?: unknown): boolean;
    ajax(
      verb: string,
      path: string,
      context?: Element | string | { target?: Element | string; swap?: string; source?: Element; values?: object },
    ): Promise<void>;
  }
  const htmx: Htmx;
  export default htmx;
}
