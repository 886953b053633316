package dev.menai.interop.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** What is published, as ADR 28 says. */
class ArtifactsTest {
    private static final Path ROOT = Path.of("..");
    private static final XPath PATHS = XPathFactory.newInstance().newXPath();

    private static Document pom(String folder) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(ROOT.resolve(folder).resolve("pom.xml").toFile());
    }

    private static List<String> texts(Document pom, String path) throws Exception {
        NodeList nodes = (NodeList) PATHS.evaluate(path, pom, XPathConstants.NODESET);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(at -> nodes.item(at).getTextContent())
                .toList();
    }

    @Test
    void theBillOfMaterialsHasWhatIsPublished() throws Exception {
        Document parent = pom(".");
        List<String> published = new ArrayList<>();
        for (String folder : texts(parent, "/project/modules/module")) {
            Document module = pom(folder);
            boolean isJar = texts(module, "/project/packaging").isEmpty();
            if (isJar && !texts(module, "/project/properties/maven.deploy.skip").contains("true")) {
                published.addAll(texts(module, "/project/artifactId"));
            }
        }
        Document bom = pom("bom");
        assertThat(published).containsExactlyInAnyOrder("menai", "menai-engine", "menai-facades-processor");
        assertThat(texts(bom, "/project/dependencyManagement/dependencies/dependency/artifactId"))
                .containsExactlyInAnyOrderElementsOf(published);
        assertThat(texts(bom, "/project/version")).isEqualTo(texts(parent, "/project/version"));
    }
}
