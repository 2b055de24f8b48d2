# SPDX-License-Identifier: GPL-3.0-or-later
# Every library Coffret builds against, in one place. ARCHITECTURE.md gives the reason for each.
find_package(Qt6 6.4 REQUIRED COMPONENTS
  Core Gui Widgets Network DBus Qml Quick QuickControls2 Svg HttpServer LinguistTools Test QuickTest)
find_package(QCoro6 REQUIRED COMPONENTS Core Network DBus)
qcoro_enable_coroutines()
find_package(Qt6Keychain REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(GPGME REQUIRED IMPORTED_TARGET gpgme)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(SIMDJSON REQUIRED IMPORTED_TARGET simdjson)
pkg_check_modules(SQLITE REQUIRED IMPORTED_TARGET sqlite3)
pkg_check_modules(RNP REQUIRED IMPORTED_TARGET librnp)
pkg_search_module(BOTAN REQUIRED IMPORTED_TARGET botan-3 botan-2)
pkg_check_modules(OATH REQUIRED IMPORTED_TARGET liboath)
pkg_check_modules(QRENCODE REQUIRED IMPORTED_TARGET libqrencode)
pkg_check_modules(ZXING REQUIRED IMPORTED_TARGET zxing)
pkg_check_modules(XCB REQUIRED IMPORTED_TARGET xcb xcb-keysyms xcb-screensaver)
find_package(OpenSSL 3 REQUIRED)
find_path(EXPECTED_INCLUDE_DIR tl/expected.hpp REQUIRED)
find_path(ZXCVBN_INCLUDE_DIR zxcvbn.h REQUIRED) # it comes without a description for CMake or pkg-config
find_library(ZXCVBN_LIBRARY zxcvbn REQUIRED)
add_library(Zxcvbn::Zxcvbn UNKNOWN IMPORTED)
set_target_properties(Zxcvbn::Zxcvbn PROPERTIES IMPORTED_LOCATION ${ZXCVBN_LIBRARY} INTERFACE_INCLUDE_DIRECTORIES ${ZXCVBN_INCLUDE_DIR})
