# The npm packages of package-lock.json: ISO's list of currencies, and for WebAssembly TypeScript and
# the closure compiler. `npm start` and `npm test` have them already; a plain `cmake` gets them here.

include_guard()

function(repay_provide_packages)
  set(installed ${PROJECT_SOURCE_DIR}/node_modules/.package-lock.json)   # npm writes it last
  if(NOT EXISTS ${installed})
    message(STATUS "Installing the npm packages of package-lock.json")
    execute_process(COMMAND npm ci WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}
      RESULT_VARIABLE code OUTPUT_VARIABLE output ERROR_VARIABLE output)
    if(NOT code EQUAL 0)
      message(FATAL_ERROR
        "${output}\nThe npm packages could not be installed: node 20 or newer and npm must be on PATH, "
        "and an npm registry must answer.")
    endif()
  endif()
endfunction()
