import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import type { AnyRoute } from '@tanstack/react-router'
import type { ComponentType } from 'react'

type Module<Name extends string> = Record<Name, ComponentType>

/** A page that is fetched when it is first opened: its path, its file and the component in it. */
export function pageRoute<Name extends string>(
  parent: () => AnyRoute,
  path: string,
  file: () => Promise<Module<Name>>,
  name: Name,
): AnyRoute {
  return createRoute({ getParentRoute: parent, path, component: lazyRouteComponent(file, name) })
}
