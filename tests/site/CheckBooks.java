import com.adobe.epubcheck.api.EpubCheck;
import com.adobe.epubcheck.util.WriterReportImpl;
import java.io.File;
import java.io.PrintWriter;

/** Runs EPUBCheck over many books in one process, because starting takes it seconds. */
public class CheckBooks {
  public static void main(String[] books) throws Exception {
    PrintWriter out = new PrintWriter(System.out, true);
    for (String book : books) {
      out.println("> " + book);
      WriterReportImpl report = new WriterReportImpl(out, "");
      report.initialize();
      new EpubCheck(new File(book), report).doValidate();
    }
  }
}
