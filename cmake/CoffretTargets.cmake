# SPDX-License-Identifier: GPL-3.0-or-later

# What every target of ours compiles with. Warnings live in a second target, because
# the C++ that qmlcachegen writes does not survive them.
add_library(coffret_options INTERFACE)
target_include_directories(coffret_options INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_definitions(coffret_options INTERFACE
  QT_NO_KEYWORDS QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING QT_NO_FOREACH)
target_compile_options(coffret_options INTERFACE -fstack-protector-strong)
# Each test is a program of its own, and the usual linker needs as long for one as the compiler for a file.
find_program(COFFRET_FAST_LINKER mold)
if(COFFRET_FAST_LINKER AND CMAKE_BUILD_TYPE STREQUAL "Debug")
  target_link_options(coffret_options INTERFACE -fuse-ld=mold)
endif()
if(COFFRET_SANITIZE)
  # Two checks of every pointer less: a null pointer is told by the fault it makes, and leaving both out halves the build.
  target_compile_options(coffret_options INTERFACE -fsanitize=${COFFRET_SANITIZE} -fno-sanitize=null,alignment -fno-omit-frame-pointer)
  if(COFFRET_FUZZ) # whatever is reported ends the run; and clang 14 does not survive the check of functions in coroutines
    target_compile_options(coffret_options INTERFACE -fno-sanitize-recover=all -fno-sanitize=function)
  endif()
  target_link_options(coffret_options INTERFACE -fsanitize=${COFFRET_SANITIZE})
endif()

add_library(coffret_warnings INTERFACE)
target_compile_options(coffret_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Woverloaded-virtual
  $<$<BOOL:${COFFRET_WERROR}>:-Werror>)
if(COFFRET_SANITIZE AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # Instrumentation hides from g++ 12 that a variant was set: it then reports members nobody reads.
  target_compile_options(coffret_warnings INTERFACE -Wno-maybe-uninitialized)
endif()

# coffret_library(NAME SOURCES ... [PUBLIC libs...] [PRIVATE libs...]): a static library of one concern.
function(coffret_library name)
  cmake_parse_arguments(arg "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  add_library(${name} STATIC ${arg_SOURCES})
  target_link_libraries(${name} PUBLIC coffret_options ${arg_PUBLIC} PRIVATE coffret_warnings ${arg_PRIVATE})
  coffret_share_headers(${name})
endfunction()

# The environment every test gets under sanitizers. Suppressed leaks are told by frames of Qt, which only the slow unwinder
# sees; everything that allocates much without showing QML uses the fast one, which is some twenty times faster.
set(COFFRET_TEST_ENVIRONMENT "")
set(COFFRET_QML_TEST_ENVIRONMENT "")
set(COFFRET_PROGRAM_ENVIRONMENT "") # of the whole program, whose leaks at its end are Qt's; tst_qml looks for ours
if(COFFRET_SANITIZE)
  set(common
    "LSAN_OPTIONS=suppressions=${PROJECT_SOURCE_DIR}/tests/support/lsan.supp:print_suppressions=0"
    "UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1")
  set(COFFRET_TEST_ENVIRONMENT "ASAN_OPTIONS=detect_stack_use_after_return=1" ${common})
  set(COFFRET_QML_TEST_ENVIRONMENT "ASAN_OPTIONS=detect_stack_use_after_return=1:fast_unwind_on_malloc=0" ${common})
  set(COFFRET_PROGRAM_ENVIRONMENT "ASAN_OPTIONS=detect_stack_use_after_return=1:detect_leaks=0" ${common})
endif()

# coffret_test(NAME SOURCES ... [LIBS ...] [LABELS ...] [ENVIRONMENT ...] [COMMAND ...]): one Qt Test executable.
# COMMAND replaces how ctest starts it (for example inside a session bus); the executable's path is appended.
# LEAKS_ELSEWHERE: another test looks for the leaks, as tst_qml does for those that show QML and allocate too much for the slow unwinder.
function(coffret_test name)
  cmake_parse_arguments(arg "LEAKS_ELSEWHERE" "TIMEOUT" "SOURCES;LIBS;LABELS;ENVIRONMENT;COMMAND;RESOURCE_LOCK" ${ARGN})
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE coffret_options coffret_warnings Qt6::Test ${arg_LIBS})
  coffret_share_headers(${name})
  # Nearly always empty, as the moc of a test is in the test: sooner compiled than what it would share is looked up.
  set_source_files_properties(${CMAKE_CURRENT_BINARY_DIR}/${name}_autogen/mocs_compilation.cpp PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
  add_test(NAME ${name} COMMAND ${arg_COMMAND} $<TARGET_FILE:${name}>)
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 120)
  endif()
  if(COFFRET_SANITIZE)
    math(EXPR arg_TIMEOUT "${arg_TIMEOUT} * 4")
  endif()
  set(environment ${COFFRET_TEST_ENVIRONMENT})
  if("qml" IN_LIST arg_LABELS)
    set(environment ${COFFRET_QML_TEST_ENVIRONMENT})
  elseif(arg_LEAKS_ELSEWHERE)
    list(TRANSFORM environment APPEND ":detect_leaks=0" REGEX "^ASAN_OPTIONS=")
  endif()
  set_tests_properties(${name} PROPERTIES LABELS "${arg_LABELS}" ENVIRONMENT "${environment};${arg_ENVIRONMENT}" TIMEOUT ${arg_TIMEOUT}
    SKIP_REGULAR_EXPRESSION "^SKIP ENTIRE TEST")
  if(arg_RESOURCE_LOCK)
    set_tests_properties(${name} PROPERTIES RESOURCE_LOCK "${arg_RESOURCE_LOCK}")
  endif()
endfunction()
