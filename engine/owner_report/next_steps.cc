// SPDX-License-Identifier: Apache-2.0
//
// What to do next, in the order in which it should be done: logs roll over
// within days, so they come before anything that takes time.
#include "owner_report/advice.h"

namespace beachcomb::owner_report {
namespace {

constexpr const char* kCssExchange =
    "https://microsoft.github.io/CSS-Exchange/Security/";

Reference cve(const char* number, const char* what) {
  return {std::string(number) + ": " + what,
          std::string("https://nvd.nist.gov/vuln/detail/") + number};
}

Advice keep_logs(const Subjects& subjects) {
  Advice advice{.title = "Keep the logs and the evidence, today"};
  advice.paragraphs = {
      "Logs are overwritten within days or weeks. Copy at least the last 14 "
      "days to another machine, better everything since the oldest time in "
      "this report, before the server is cleaned, updated or rebuilt. If you "
      "can, keep an image of the disk and of the memory."};
  if (subjects.exchange) {
    advice.paragraphs.emplace_back(
        "On Exchange: inetpub\\Logs\\LogFiles with all its folders, the ECP "
        "and HttpProxy logs below the Logging folder of Exchange, everything "
        "in inetpub, and the Windows event logs.");
  } else if (subjects.iis) {
    advice.paragraphs.emplace_back(
        "On Windows: inetpub\\Logs\\LogFiles with all its folders, everything "
        "in inetpub, the Temporary ASP.NET Files, and the Windows event logs.");
  }
  if (subjects.php || subjects.cgi) {
    advice.paragraphs.emplace_back(
        "On Linux: the access and error logs of the web server and of PHP, "
        "the system journal, the login records (wtmp, auth.log) and the shell "
        "histories of all accounts.");
  }
  if (subjects.java || subjects.cold_fusion) {
    advice.paragraphs.emplace_back(
        "Of the application server: its access logs, console logs (such as "
        "catalina.out) and the log of its management pages.");
  }
  advice.references = {
      {"RFC 3227: Guidelines for Evidence Collection and Archiving",
       "https://www.rfc-editor.org/rfc/rfc3227"},
      {"NIST SP 800-86: Guide to Integrating Forensic Techniques into "
       "Incident Response",
       "https://csrc.nist.gov/pubs/sp/800/86/final"}};
  return advice;
}

Advice call_for_help() {
  return {.title = "Ask for help, and check your duties",
          .paragraphs = {
              "If you have nobody who investigates intrusions, ask your "
              "national computer emergency team or a responder. Where personal "
              "data may have been within reach, there may be short deadlines "
              "for telling an authority and the people concerned; ask your "
              "lawyer and your insurer now, with this report at hand."}};
}

Advice exchange_patch(const Subjects& subjects) {
  Advice advice{.title = "Update Exchange; mitigate it until then"};
  advice.paragraphs = {
      "Install the current security update of a supported version of "
      "Exchange. Microsoft's Exchange On-premises Mitigation Tool (EOMT) "
      "blocks known attacks with CVE-2021-26855 in the meantime; it is no "
      "substitute for the update. Test-ProxyLogon reads the server's logs for "
      "signs of these attacks."};
  advice.commands = {".\\EOMT.ps1", ".\\Test-ProxyLogon.ps1 -OutPath C:\\Logs"};
  advice.references = {
      cve("CVE-2021-26855",
          "the server can be made to send requests for an "
          "attacker (ProxyLogon)"),
      cve("CVE-2021-26857", "code is run by the Unified Messaging service"),
      cve("CVE-2021-26858", "a file can be written anywhere"),
      cve("CVE-2021-27065",
          "a file can be written anywhere, by way of a "
          "virtual directory")};
  if (subjects.proxy_shell) {
    advice.paragraphs.emplace_back(
        "Some findings are those of ProxyShell, a second set of weaknesses: "
        "look for mailbox exports that nobody of yours asked for, and for the "
        "role that allows them.");
    advice.commands.emplace_back("Get-MailboxExportRequest | Format-List");
    advice.commands.emplace_back(
        "Get-ManagementRoleAssignment -Role \"Mailbox Import Export\"");
    advice.references.push_back(
        cve("CVE-2021-34473", "access checks can be passed by (ProxyShell)"));
    advice.references.push_back(
        cve("CVE-2021-34523", "rights can be raised in the backend"));
    advice.references.push_back(
        cve("CVE-2021-31207", "a file can be written by a mailbox export"));
  }
  advice.references.push_back(
      {"Microsoft: EOMT", std::string(kCssExchange) + "EOMT/"});
  advice.references.push_back({"Microsoft: Test-ProxyLogon",
                               std::string(kCssExchange) + "Test-ProxyLogon/"});
  advice.references.push_back(
      {"Microsoft: HAFNIUM targeting Exchange Servers",
       "https://www.microsoft.com/en-us/security/blog/2021/03/02/"
       "hafnium-targeting-exchange-servers/"});
  return advice;
}

Advice exchange_directory() {
  return {
      .title = "Clean the virtual directories in Active Directory",
      .paragraphs =
          {"Look at the internal and external address of every virtual "
           "directory, the offline address book (OAB) first. An address that "
           "you did not set, that has anything but a host name of yours in "
           "it, or that contains script, was planted. Note it as evidence, "
           "then set the right address, or remove the virtual directory and "
           "make it anew.",
           "The same holds for the virtual directories of ECP, OWA, EWS, "
           "ActiveSync and PowerShell."},
      .commands =
          {"Get-OabVirtualDirectory -ADPropertiesOnly | Format-List Server, "
           "Name, InternalUrl, ExternalUrl, WhenChangedUTC",
           "Set-OabVirtualDirectory -Identity \"SERVER\\OAB (Default Web "
           "Site)\" -ExternalUrl \"https://mail.example.com/OAB\""},
      .references = {
          {"Microsoft: Get-OabVirtualDirectory",
           "https://learn.microsoft.com/en-us/powershell/module/exchange/"
           "get-oabvirtualdirectory"}}};
}

Advice windows_malware() {
  return {
      .title = "Search for other malware",
      .paragraphs =
          {"Run a full scan with Microsoft's Safety Scanner (MSERT) or "
           "another current scanner, after the evidence is safe: MSERT "
           "removes what it finds and keeps no copy. Look for accounts, "
           "services, scheduled tasks and remote access programs that "
           "nobody of yours made, and for dumps of the LSASS process."},
      .commands = {"MSERT.exe /F"},
      .references = {{"Microsoft: Safety Scanner",
                      "https://learn.microsoft.com/en-us/defender-endpoint/"
                      "safety-scanner-download"},
                     {"Microsoft: MSERT on Exchange",
                      std::string(kCssExchange) + "Defender-MSERT-Guidance/"}}};
}

Advice iis() {
  return {.title = "Close the way in: IIS and ASP.NET",
          .paragraphs = {
              "Update the web application and its components. Deny the "
              "execution of scripts in folders for uploads. Compare the "
              "application with its original package, web.config and the "
              "modules registered in applicationHost.config included. Change "
              "the machine keys: whoever has them can run code without any "
              "file. Compiled pages stay in Temporary ASP.NET Files after the "
              "page is gone; empty that folder once it is preserved."}};
}

Advice php() {
  return {.title = "Close the way in: PHP applications",
          .paragraphs = {
              "Update the application, its plug-ins and themes, and remove "
              "those that are not used. Put back the files of the application "
              "from the original package, and compare what differs. Deny PHP "
              "in folders for uploads and caches. Look for administrators that "
              "nobody of yours made, for code in the database (options, posts, "
              "templates), for .htaccess and .user.ini files with "
              "auto_prepend_file, and in every crontab. Change the "
              "application's secret keys and its database password."}};
}

Advice java() {
  return {.title = "Close the way in: Java application servers",
          .paragraphs = {
              "Update the application server and the application. Remove web "
              "applications that nobody of yours deployed, and close the "
              "management pages to the outside. Look for compiled pages in "
              "the work folder, and restart the server: shells that live only "
              "in memory, as filters, servlets or valves, are no files and "
              "were not looked for."}};
}

Advice cold_fusion() {
  return {.title = "Close the way in: ColdFusion",
          .paragraphs = {
              "Install the current update, close /CFIDE/administrator and the "
              "component browser to the outside, look at the scheduled tasks "
              "and mappings, and delete the compiled templates in "
              "WEB-INF/cfclasses."}};
}

Advice secrets(const Subjects& subjects) {
  Advice advice{.title = "Change passwords, keys and certificates"};
  advice.paragraphs = {
      "After the way in is closed, and from a machine that is not affected: "
      "the passwords of every account that was used on the server, database "
      "passwords, API keys, private keys and certificates."};
  if (subjects.exchange) {
    advice.paragraphs.emplace_back(
        "An Exchange server has wide rights in Active Directory. Have the "
        "domain looked at, too, and reset the passwords of its administrators, "
        "and twice that of krbtgt, if there is any sign that it was reached.");
  }
  return advice;
}

Advice rebuild() {
  return {.title = "Rebuild the server, or scan it again",
          .paragraphs =
              {"The only certain way is to build the server anew from sources "
               "that are known to be good. If that is not possible, scan it "
               "again after all of the above, and again after some days: a "
               "file that comes back shows that the way in is still open."},
          .references = {
              {"MITRE ATT&CK T1505.003: Web Shell",
               "https://attack.mitre.org/techniques/T1505/003/"},
              {"NSA and ASD: Detect and Prevent Web Shell Malware",
               "https://media.defense.gov/2020/Jun/09/2002313081/-1/-1/0/"
               "CSI-DETECT-AND-PREVENT-WEB-SHELL-MALWARE-20200422.PDF"}}};
}

}  // namespace

std::vector<Advice> next_steps(const Model& model, const Subjects& subjects) {
  std::vector<Advice> all;
  if (model.files.empty()) {
    if (!model.unread.empty() || !model.account || !model.account->complete) {
      all.push_back({.title = "Scan what was not read",
                     .paragraphs = {"Run the scan again with the rights to "
                                    "read what is listed below; until then "
                                    "nothing can be said about it."}});
    }
    all.push_back({.title = "Keep in mind what a scan of files can't see",
                   .paragraphs = {"Shells that live only in memory or in a "
                                  "database, and those that no rule "
                                  "describes, are not found this way."}});
    return all;
  }
  all.push_back(keep_logs(subjects));
  all.push_back(call_for_help());
  if (subjects.exchange) all.push_back(exchange_patch(subjects));
  if (subjects.exchange) all.push_back(exchange_directory());
  if (subjects.iis) all.push_back(windows_malware());
  if (subjects.iis && !subjects.exchange) all.push_back(iis());
  if (subjects.php) all.push_back(php());
  if (subjects.java) all.push_back(java());
  if (subjects.cold_fusion) all.push_back(cold_fusion());
  if (!subjects.iis && !subjects.php && !subjects.java &&
      !subjects.cold_fusion) {
    all.push_back({.title = "Close the way in",
                   .paragraphs = {"Update the web server, the application and "
                                  "its components, and deny the execution of "
                                  "programs in folders for uploads."}});
  }
  all.push_back(secrets(subjects));
  all.push_back(rebuild());
  return all;
}

}  // namespace beachcomb::owner_report
