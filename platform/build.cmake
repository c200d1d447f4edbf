# The three functions that every CMakeLists.txt of the project is written in, and the flags that hold everywhere.

add_library(ocop_flags INTERFACE)
target_include_directories(ocop_flags INTERFACE ${PROJECT_SOURCE_DIR})   # root-relative: an include states its layer
target_compile_options(ocop_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor -Wold-style-cast
  -Woverloaded-virtual -Wcast-align -Wunused -Wnull-dereference -Wimplicit-fallthrough -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # gcc 12 reports null dereferences and overreads inside inlined standard containers that do not exist.
  target_compile_options(ocop_flags INTERFACE -Wno-null-dereference -Wno-stringop-overread -Wno-restrict)
  # … and, at -O2 and above, uninitialised members of variants that do not hold them. clang and the sanitizers look for
  # the real ones.
  target_compile_options(ocop_flags INTERFACE $<$<CONFIG:Release>:-Wno-maybe-uninitialized>)
endif()

if(OCOP_SANITIZE STREQUAL "address")
  target_compile_options(ocop_flags INTERFACE
    -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(ocop_flags INTERFACE -fsanitize=address,undefined)
elseif(OCOP_SANITIZE STREQUAL "thread")
  target_compile_options(ocop_flags INTERFACE -fsanitize=thread -fno-omit-frame-pointer)
  target_link_options(ocop_flags INTERFACE -fsanitize=thread)
elseif(OCOP_SANITIZE STREQUAL "coverage")
  target_compile_options(ocop_flags INTERFACE --coverage)
  target_link_options(ocop_flags INTERFACE --coverage)
endif()

if(OCOP_FUZZ)
  target_compile_options(ocop_flags INTERFACE
    -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(ocop_flags INTERFACE -fsanitize=address,undefined)
endif()

# ocop_library(core_base SOURCES a.cpp b.cpp DEPENDS core_other PRIVATE third::party)
# DEPENDS are the arrows of the layer table (public); PRIVATE are third parties, invisible to users of the target.
function(ocop_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS;PRIVATE" ${ARGN})
  if(ARG_SOURCES)
    add_library(${name} STATIC ${ARG_SOURCES})
    target_link_libraries(${name} PUBLIC ${ARG_DEPENDS} PRIVATE ${ARG_PRIVATE} PUBLIC ocop_flags)
  else()   # a folder of headers only
    add_library(${name} INTERFACE)
    target_link_libraries(${name} INTERFACE ${ARG_DEPENDS} ${ARG_PRIVATE} ocop_flags)
  endif()
endfunction()

# ocop_program(ocop SOURCES main.cpp DEPENDS …): a program in build/PRESET/bin
function(ocop_program name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE ${ARG_DEPENDS} ocop_flags)
endfunction()

# ocop_embed(target FILE path SYMBOL pack_2026): compiles a file into the target, so that no program looks for a file of
# its own at run time. In C++: `namespace ocop::embedded { extern const std::string_view pack_2026; }`.
function(ocop_embed target)
  cmake_parse_arguments(ARG "" "FILE;SYMBOL" "" ${ARGN})
  set(out ${CMAKE_CURRENT_BINARY_DIR}/embedded/${ARG_SYMBOL}.cpp)
  get_filename_component(path ${ARG_FILE} ABSOLUTE)
  add_custom_command(OUTPUT ${out}
    COMMAND ${CMAKE_COMMAND} -DIN=${path} -DOUT=${out} -DSYMBOL=${ARG_SYMBOL}
      -P ${PROJECT_SOURCE_DIR}/platform/embed.cmake
    DEPENDS ${path} ${PROJECT_SOURCE_DIR}/platform/embed.cmake
    COMMENT "Embedding ${ARG_SYMBOL}" VERBATIM)
  target_sources(${target} PRIVATE ${out})
endfunction()
