import { enginePortMessage, type InspectorBridge } from '@shared/ipc/bridge'
import { contextBridge, ipcRenderer, webUtils } from 'electron'

const bridge: InspectorBridge = {
  request: (name, args) => ipcRenderer.invoke('request', name, args),
  onPush: (listener) => {
    const unwrapped = (_event: unknown, name: string, payload: unknown) => listener(name, payload)
    ipcRenderer.on('push', unwrapped)
    return () => ipcRenderer.off('push', unwrapped)
  },
  pathOf: (file) => (file instanceof File ? webUtils.getPathForFile(file) : '')
}

contextBridge.exposeInMainWorld('inspector', bridge)
ipcRenderer.on('engine-port', (event) =>
  window.postMessage(enginePortMessage, window.origin, [...event.ports])
)
