// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.plugin;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Enumeration;

/**
 * The classes of one plugin. Looked up in this order: what is loaded already; {@link
 * SharedPackages}, from the host only; the Java platform; the plugin's own jars. Nothing else of
 * the host is visible, so a plugin may bring any version of any other library. Resources follow the
 * same rule; service files and descriptors lie in no package and come from the plugin's own jars.
 */
final class PluginClassLoader extends URLClassLoader {

  static {
    registerAsParallelCapable();
  }

  private final ClassLoader host;

  PluginClassLoader(String name, URL[] jars, ClassLoader host) {
    super("plugin:" + name, jars, ClassLoader.getPlatformClassLoader());
    this.host = host;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!SharedPackages.containsClass(name)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      return host.loadClass(name);
    }
  }

  @Override
  public URL getResource(String name) {
    return SharedPackages.containsResource(name) ? host.getResource(name) : super.getResource(name);
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    return SharedPackages.containsResource(name)
        ? host.getResources(name)
        : super.getResources(name);
  }
}
