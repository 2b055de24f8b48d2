# SPDX-License-Identifier: GPL-3.0-or-later

# Headers that nearly every file reads, read once for all of them: about half of what a file takes to compile. g++ wants
# every definition they were read with wherever they are used, and minds no more, so they are read with the fewest. Builds
# for users do without, so that no file gets by without including what it needs.
if(CMAKE_BUILD_TYPE STREQUAL "Debug" AND (CMAKE_CXX_COMPILER_ID STREQUAL "GNU" OR COFFRET_FUZZ))
  add_library(coffret_headers STATIC ${CMAKE_CURRENT_LIST_DIR}/headers.cpp)
  target_link_libraries(coffret_headers PRIVATE coffret_options coffret_warnings Qt6::Core QCoro6::Core)
  target_precompile_headers(coffret_headers PRIVATE ${CMAKE_CURRENT_LIST_DIR}/headers.h)
  set_target_properties(coffret_headers PROPERTIES AUTOMOC OFF)
endif()

# For a target that links coffret_options and Qt's core.
function(coffret_share_headers target)
  if(TARGET coffret_headers)
    target_precompile_headers(${target} REUSE_FROM coffret_headers)
  endif()
endfunction()
