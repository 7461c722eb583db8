/** The theme's colours that the picture is made of, as CSS writes them. */
export interface Palette {
  readonly foreground: string;
  readonly background: string;
  readonly faint: string;
  readonly line: string;
  readonly focus: string;
  readonly hit: string;
  readonly miss: string;
  readonly stale: string;
  readonly write: string;
  readonly error: string;
  /** Areas are outlined, since colour alone does not tell enough. */
  readonly isHighContrast: boolean;
}

export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const colour = (...names: readonly string[]): string => {
    for (const name of names) {
      const value = style.getPropertyValue(`--vscode-${name}`).trim();
      if (value !== '') return value;
    }
    return getComputedStyle(document.body).color;
  };
  const theme = document.body.classList;
  return {
    foreground: colour('editor-foreground', 'foreground'),
    background: colour('editor-background'),
    faint: colour('descriptionForeground', 'editor-foreground'),
    line: colour('contrastBorder', 'editorIndentGuide-background1', 'widget-border'),
    focus: colour('focusBorder'),
    hit: colour('charts-green', 'editor-foreground'),
    miss: colour('charts-blue', 'editor-foreground'),
    // Unlike `charts-orange`, which themes make translucent.
    stale: colour('charts-yellow', 'editorWarning-foreground', 'editor-foreground'),
    write: colour('charts-purple', 'editor-foreground'),
    error: colour('errorForeground', 'editor-foreground'),
    isHighContrast:
      theme.contains('vscode-high-contrast') || theme.contains('vscode-high-contrast-light'),
  };
}

/** Calls back whenever VS Code gives the page another theme. */
export function onThemeChange(changed: () => void): void {
  const observer = new MutationObserver(changed);
  observer.observe(document.body, { attributes: true, attributeFilter: ['class'] });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
}
