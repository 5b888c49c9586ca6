import { Menu, type MenuItemConstructorOptions } from 'electron'

/** The application menu: every entry is also a command of the palette, and is told to the page by its name. */
export function appMenu(tell: (command: string) => void): Menu {
  const entry = (label: string, command: string, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    click: () => tell(command),
    ...(accelerator === undefined ? {} : { accelerator })
  })
  const template: MenuItemConstructorOptions[] = [
    ...(process.platform === 'darwin' ? [{ role: 'appMenu' as const }] : []),
    {
      label: 'File',
      submenu: [
        entry('Open store…', 'open-store', 'CmdOrCtrl+O'),
        entry('Open folder…', 'open-folder', 'CmdOrCtrl+Shift+O'),
        entry('Open the sample', 'open-sample'),
        { type: 'separator' },
        { role: process.platform === 'darwin' ? 'close' : 'quit' }
      ]
    },
    { role: 'editMenu' },
    {
      label: 'View',
      submenu: [
        entry('Browse', 'lens-browse', 'CmdOrCtrl+1'),
        entry('Prune', 'lens-prune', 'CmdOrCtrl+2'),
        entry('Cost', 'lens-cost', 'CmdOrCtrl+3'),
        { type: 'separator' },
        entry('Search and commands', 'palette', 'CmdOrCtrl+K'),
        entry('Keys', 'keys'),
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
        { role: 'toggleDevTools' }
      ]
    },
    { label: 'Help', submenu: [entry('What is seen here', 'help')] }
  ]
  return Menu.buildFromTemplate(template)
}
