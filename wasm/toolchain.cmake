# CMake toolchain file: the Emscripten of emsdk-version.txt, fetched first when it is not there.

if(NOT DEFINED ENV{REPAY_EMSCRIPTEN})   # CMake reads this file once for every compiler check
  execute_process(COMMAND bash ${CMAKE_CURRENT_LIST_DIR}/toolchain.sh
    OUTPUT_VARIABLE folder OUTPUT_STRIP_TRAILING_WHITESPACE RESULT_VARIABLE code)
  if(NOT code EQUAL 0)
    message(FATAL_ERROR "wasm/toolchain.sh could not provide Emscripten; see its words above")
  endif()
  file(STRINGS ${CMAKE_CURRENT_LIST_DIR}/../emsdk-version.txt wanted)
  execute_process(COMMAND ${folder}/emcc -dumpversion
    OUTPUT_VARIABLE version OUTPUT_STRIP_TRAILING_WHITESPACE)
  if(NOT version STREQUAL wanted)
    message(FATAL_ERROR
      "emsdk-version.txt wants Emscripten ${wanted}, but ${folder} holds ${version}; "
      "remove that folder and try again")
  endif()
  set(ENV{REPAY_EMSCRIPTEN} ${folder})
endif()
include($ENV{REPAY_EMSCRIPTEN}/cmake/Modules/Platform/Emscripten.cmake)
