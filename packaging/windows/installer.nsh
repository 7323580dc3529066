; Tells Windows that SalesInbox is a mail client: it then stands in Settings > Apps > Default apps, for mailto: and .eml.
; What is the default today stays so until the rep chooses. SHELL_CONTEXT is the rep's own part of the registry, or
; everybody's, as the installer was told. electron-builder puts these macros into its own script.

!macro customInstall
  !insertmacro salesInboxOpens "SalesInbox.mailto" "URL:Email address"
  WriteRegStr SHELL_CONTEXT "Software\Classes\SalesInbox.mailto" "URL Protocol" ""
  !insertmacro salesInboxOpens "SalesInbox.eml" "Email message"
  ; an invitation into a team's workspace
  !insertmacro salesInboxOpens "salesinbox" "URL:SalesInbox invitation"
  WriteRegStr SHELL_CONTEXT "Software\Classes\salesinbox" "URL Protocol" ""
  WriteRegNone SHELL_CONTEXT "Software\Classes\.eml\OpenWithProgids" "SalesInbox.eml"

  WriteRegStr SHELL_CONTEXT "Software\Clients\Mail\SalesInbox" "" "SalesInbox"
  WriteRegStr SHELL_CONTEXT "Software\Clients\Mail\SalesInbox\DefaultIcon" "" "$INSTDIR\${APP_EXECUTABLE_FILENAME},0"
  WriteRegStr SHELL_CONTEXT "Software\Clients\Mail\SalesInbox\shell\open\command" "" '"$INSTDIR\${APP_EXECUTABLE_FILENAME}"'
  WriteRegStr SHELL_CONTEXT "Software\Clients\Mail\SalesInbox\Capabilities" "ApplicationName" "SalesInbox"
  WriteRegStr SHELL_CONTEXT "Software\Clients\Mail\SalesInbox\Capabilities" "ApplicationDescription" "Email for sales, sorted by deal"
  WriteRegStr SHELL_CONTEXT "Software\Clients\Mail\SalesInbox\Capabilities" "ApplicationIcon" "$INSTDIR\${APP_EXECUTABLE_FILENAME},0"
  WriteRegStr SHELL_CONTEXT "Software\Clients\Mail\SalesInbox\Capabilities\URLAssociations" "mailto" "SalesInbox.mailto"
  WriteRegStr SHELL_CONTEXT "Software\Clients\Mail\SalesInbox\Capabilities\FileAssociations" ".eml" "SalesInbox.eml"
  WriteRegStr SHELL_CONTEXT "Software\RegisteredApplications" "SalesInbox" "Software\Clients\Mail\SalesInbox\Capabilities"
!macroend

!macro salesInboxOpens progId name
  WriteRegStr SHELL_CONTEXT "Software\Classes\${progId}" "" "${name}"
  WriteRegStr SHELL_CONTEXT "Software\Classes\${progId}\DefaultIcon" "" "$INSTDIR\${APP_EXECUTABLE_FILENAME},0"
  WriteRegStr SHELL_CONTEXT "Software\Classes\${progId}\shell\open\command" "" '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" "%1"'
!macroend

!macro customUnInstall
  DeleteRegValue SHELL_CONTEXT "Software\RegisteredApplications" "SalesInbox"
  DeleteRegKey SHELL_CONTEXT "Software\Clients\Mail\SalesInbox"
  DeleteRegValue SHELL_CONTEXT "Software\Classes\.eml\OpenWithProgids" "SalesInbox.eml"
  DeleteRegKey SHELL_CONTEXT "Software\Classes\SalesInbox.eml"
  DeleteRegKey SHELL_CONTEXT "Software\Classes\SalesInbox.mailto"
  DeleteRegKey SHELL_CONTEXT "Software\Classes\salesinbox"
!macroend
